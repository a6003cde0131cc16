"""Texts as people give them, and letters that a page might take for something else."""

from __future__ import annotations

from hypothesis import strategies as st

RHYME = (
    "Who has seen the wind?\nNeither I nor you.\nBut when the leaves hang trembling,\nThe wind is passing through.\n"
)
HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script> &lt;b&gt; ",
    "markdown": "**bold** _it_ `code` [a](javascript:alert(1)) # $x^2$ :red[no]\n\n- one\n",
    "emoji": "😀👩‍👩‍👧 🇩🇪 ab😀",
    "right to left": "שלום \u202eabc\u202c العربية",
    "control": "a\x00b\x07c\x1b[31m\x7f\u200b\ufeffd\u2028e\u0301",
    "link": "a=b&c=d;e+f%20g#h?i/j\\k \t\n",
}
letters = st.text(
    st.one_of(st.sampled_from("ab \n<&*_é😀\u202e\x00"), st.characters(exclude_categories=["Cs"])),
    min_size=2,
    max_size=40,
).filter(lambda text: len(set(text.replace("\r\n", "\n").replace("\r", "\n"))) > 1)
