"""The stage: transport and charts as one component, fed by a fragment that reruns periodically."""
