"""Many runs over the values of one or two choices and several seeds, of which only the results are kept."""
