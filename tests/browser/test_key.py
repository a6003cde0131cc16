"""The key in the head of a card shows each line as it is drawn: with marks, or without."""

from __future__ import annotations

from tests.support.lab import TRAIN, UNROLL

# For every entry of every key and the trace of that name: name, line, dash and symbol, as the key says and as is drawn.
KEYS = """() => [...document.querySelectorAll('[data-chart]')].flatMap((card) => {
    const drawn = [...card.querySelectorAll('.plot, .still')].flatMap((plot) => plot._fullData);
    const traces = drawn.filter((trace) => trace.type === 'scatter');
    return [...card.querySelectorAll('.key > span')].map((entry) => {
      const name = entry.querySelector('span')?.dataset.text;
      const trace = traces.find((trace) => trace.name === name);
      const swatch = entry.querySelector('i');
      return trace && !trace.fill?.startsWith('to') && {
        name: `${card.dataset.chart}: ${name}`,
        said: [swatch.classList.contains('line'), entry.querySelector('svg')?.dataset.symbol ?? null],
        drawn: [trace.mode.includes('lines'), trace.mode.includes('markers') ? trace.marker.symbol : null],
      };
    }).filter(Boolean);
})"""


def key(lab):
    return {entry["name"]: (tuple(entry["said"]), tuple(entry["drawn"])) for entry in lab.page.evaluate(KEYS)}


def test_key_follows_when_a_curve_goes_from_marks_to_a_line(lab):
    short = key(lab)
    assert short["prediction: prediction"] == ((True, "circle"), (True, "circle"))
    assert short["prediction: target"] == ((False, "circle-open"), (False, "circle-open"))
    assert short["gradient: |∂L/∂a<sub>t</sub>|"][0] == (True, "diamond-open")

    lab.type("Sequence", ", ".join(map(str, range(1, 16))))
    lab.page.wait_for_function("document.querySelector('[data-chart=prediction] .plot')._fullData[0].y.length === 14")
    lab.steady()

    long = key(lab)
    assert long["prediction: prediction"] == ((True, None), (True, None))
    assert all(said == drawn for said, drawn in [*short.values(), *long.values()])


def test_key_is_what_is_drawn_on_the_unroll_page(server, visit):
    lab = visit(server).open("/unroll", UNROLL["Walk"])

    for view in ("Per-step contributions", "Gradient check"):
        lab.view(view, UNROLL[view]).steady()

        assert key(lab), view
        assert all(said == drawn for said, drawn in key(lab).values()), view


def test_loss_of_held_out_steps_is_a_mark_before_training_and_a_line_after(server, visit):
    lab = visit(server).open("/?v=1&x=1,2,3,4,5,6,7,8&holdout=30", TRAIN)
    assert key(lab)["loss: held out"][0][0] is False

    lab.press("Step").shows("epoch", "1").steady()

    assert key(lab)["loss: held out"] == ((True, None), (True, None))
    assert key(lab)["loss: loss"] == ((True, None), (True, None))
