// Frames: unpack the frames of a message.

// Complete each frame from its predecessor, since frames after the first hold only what changed.
function whole(frames) {
  const made = [];
  for (const frame of frames) {
    const before = made.at(-1)?.figures ?? {};
    const figures = { ...before };
    for (const [name, figure] of Object.entries(frame.figures)) {
      figures[name] = figure.whole || !before[name] ? figure : {
        data: before[name].data.map((trace, i) => ({ ...trace, ...figure.data[i] })),
        layout: { ...before[name].layout, ...figure.layout },
      };
    }
    made.push({ ...frame, figures });
  }
  return made;
}

// Decode a packed array as Plotly does; a list stays a list.
function array(packed) {
  if (packed.bdata === undefined) return packed;
  const bytes = Uint8Array.from(atob(packed.bdata), (letter) => letter.charCodeAt(0));
  return new { i4: Int32Array, f4: Float32Array, f8: Float64Array }[packed.dtype](bytes.buffer);
}

// The approximate length of a packed array or a list.
function length(packed) {
  return (packed?.bdata ?? packed)?.length;
}
