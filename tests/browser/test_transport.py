"""Play, Pause, Step, Rewind, the speed and the keys, pressed by a real browser."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import expect

from rnn import Experiment, Trainer

UNTRAINED = Trainer.start(Experiment())
TEN_STEPS = "() => { for (let i = 0; i < 10; i++) document.querySelector('[data-press=step]').click(); }"
SIXTY_CLICKS = """() => { for (let i = 0; i < 20; i++) for (const name of ['play', 'pause', 'step'])
    document.querySelector(`[data-press=${name}]`).click(); }"""
# Gives how often there was no button to click, or another one than at the beginning.
A_CLICK_EACH_FRAME = """async () => {
    const button = (name) => document.querySelector(`.stage [data-press=${name}]`);
    const names = ['play', 'pause', 'step'], first = names.map(button);
    let replaced = 0;
    for (let i = 0; i < 60; i++) {
        const now = button(names[i % 3]);
        replaced += now !== first[i % 3];
        now?.click();
        await new Promise(requestAnimationFrame);
    }
    return replaced;
}"""
NOTE_EPOCHS = """() => {
    const epoch = document.querySelector('[data-readout=epoch]');
    window.epochs_seen = [epoch.textContent];
    new MutationObserver(() => window.epochs_seen.push(epoch.textContent)).observe(epoch, { childList: true });
}"""


def loss_at(epoch):
    return f"{UNTRAINED.advance(epochs=epoch).latest.loss:.4g}"


def test_play_moves_the_epoch_and_the_loss_falls(lab):
    lab.pace("100").press("Play").shows("state", "running").reaches(30)

    assert lab.loss < UNTRAINED.latest.loss / 10
    assert lab.traces("loss")["loss"]["x"][-1] >= 30
    assert lab.traces("prediction")["prediction"]["y"][3] > 1


def test_pause_stops_at_the_epoch_shown(lab):
    for pace in ("10", "100", "100", "1000", "max", "max"):
        before = lab.pace(pace).epoch
        lab.press("Play").reaches(before + 4)

        at_click = lab.paused()

        lab.shows("state", "paused")
        assert lab.epoch == at_click
        assert lab.readout("loss") == loss_at(at_click)


def test_step_adds_one_epoch_and_ten_fast_steps_add_ten(lab):
    lab.press("Step").shows("epoch", "1").shows("state", "paused").shows("loss", loss_at(1))
    lab.press("Step").shows("epoch", "2").shows("loss", loss_at(2))
    assert lab.steady() == 2

    lab.page.evaluate(TEN_STEPS)

    lab.shows("epoch", "12").shows("loss", loss_at(12))
    assert lab.steady() == 12


def test_step_while_it_plays_pauses_one_epoch_on(lab):
    lab.press("Play").reaches(5)

    at_click = lab.page.evaluate(
        """() => { document.querySelector('[data-press=step]').click();
                   return Number(document.querySelector('[data-readout=epoch]').textContent); }"""
    )

    lab.shows("state", "paused")
    assert lab.steady() == at_click + 1
    assert lab.readout("loss") == loss_at(at_click + 1)


def test_sixty_fast_clicks_leave_a_steady_state(lab):
    lab.page.evaluate(A_CLICK_EACH_FRAME)

    lab.shows("state", "paused")
    epoch = lab.steady(800)
    assert lab.readout("loss") == loss_at(epoch)
    lab.press("Step").shows("epoch", str(epoch + 1))
    assert lab.steady() == epoch + 1


def test_buttons_stay_while_they_are_clicked_fast(lab):
    assert lab.page.evaluate(A_CLICK_EACH_FRAME) == 0


def test_steps_are_kept_when_play_and_pause_follow_at_once(lab):
    lab.page.evaluate(SIXTY_CLICKS)

    lab.shows("state", "paused")
    assert lab.steady() == 20
    assert lab.readout("loss") == loss_at(20)


def test_rewind_restores_the_first_prediction(lab):
    first = lab.traces("prediction")["prediction"]["y"]
    for paused in (False, True):
        lab.pace("100").press("Play").reaches(10)
        if paused:
            lab.paused()

        lab.press("Rewind").shows("epoch", "0").shows("state", "ready")

        assert lab.steady() == 0
        assert lab.traces("prediction")["prediction"]["y"] == first
        assert lab.readout("loss") == loss_at(0)


def test_space_s_and_0_play_pause_step_and_rewind(lab):
    keys = lab.page.keyboard
    keys.press("Space")
    lab.shows("state", "running").reaches(3)
    keys.press("Space")
    lab.shows("state", "paused")
    epoch = lab.steady()

    keys.press("s")
    lab.shows("epoch", str(epoch + 1))
    keys.press("S")
    lab.shows("epoch", str(epoch + 2))
    keys.press("0")
    lab.shows("epoch", "0").shows("state", "ready")


def test_space_presses_a_focused_button_once(lab):
    lab.button("Step").focus()

    lab.page.keyboard.press("Space")

    lab.shows("epoch", "1").shows("state", "paused")
    assert lab.steady() == 1


def test_keys_typed_into_a_field_do_not_reach_the_transport(lab):
    lab.press("Step").press("Step").shows("epoch", "2")

    for label in ("Sequence", "Hidden units"):
        lab.field(label).click()
        for key in ("End", "s", "S", "Space", "0", "Space", "ArrowLeft", "ArrowRight"):
            lab.page.keyboard.press(key)
        assert lab.steady() == 2
        assert lab.readout("state") == "paused"
        lab.page.keyboard.press("Backspace")


def test_speed_makes_few_epochs_or_thousands(lab):
    lab.pace("max").press("Play").reaches(3000)
    fast = lab.paused()
    lab.press("Rewind").shows("epoch", "0")
    lab.page.evaluate(NOTE_EPOCHS)

    lab.pace("1").press("Play")

    lab.reaches(4)
    assert fast >= 3000
    seen = [int(epoch) for epoch in dict.fromkeys(lab.page.evaluate("window.epochs_seen"))]
    assert seen[0] == 0
    assert all(0 < later - earlier <= 2 for earlier, later in pairwise(seen))  # 2 where the browser stood still


def test_speed_changed_while_it_plays_goes_on_from_the_same_epoch(lab):
    lab.press("Play").reaches(5).pace("1000").reaches(300)

    epochs = lab.traces("loss")["loss"]["x"]
    assert epochs[0] < 10
    assert lab.readout("state") == "running"


def test_stop_epoch_ends_play_there(lab):
    lab.unfold("Validation and stopping").type("Stop at epoch", "40")
    lab.pace("1000").press("Play").shows("state", "stopped")

    assert lab.steady() == 40
    expect(lab.said).to_contain_text("Stopped at epoch 40")
    lab.press("Play")
    assert lab.steady() == 40
