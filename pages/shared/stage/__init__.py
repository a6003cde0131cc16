"""The stage: transport and charts as one component, fed by one fragment that ticks."""
