/// Writes down the SOAP that passes during the tests, for `interop` to read it with other people's
/// types. It is on the class path of tests only; the build names the folder, once for each JVM.
///
/// ```
/// lab, asked by anybody ─► logger dev.thruway.lab.soap ─► RecordingSession ─┐
/// our client, asking a server of a test's own ───────────────────────────── ┴─► WireRecorder ─► files
/// ```
@NullMarked
package dev.thruway.recorder;

import org.jspecify.annotations.NullMarked;
