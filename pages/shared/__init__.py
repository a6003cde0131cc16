"""Code shared by the pages: everything that uses Streamlit."""
