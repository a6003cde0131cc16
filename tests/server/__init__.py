"""The app as a server that many visitors share: sockets that speak to a real process, without a browser."""
