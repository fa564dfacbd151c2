/// `--trace`: every request and answer of every protocol as files, secrets removed.
///
/// Each client removes its own secrets before it shows an exchange. The folder removes once more
/// every secret that was fetched in this run, whatever protocol it belongs to and however it is
/// encoded, so that no single place is the only one that must not forget.
///
/// A folder holds `index.jsonl`, one line an exchange in the order of their ends, and for each a
/// pair of files that the line names. Those of vSphere and Redfish are HTTP messages: a first line,
/// headers, an empty line, the body as text. Those of SSH have the same form, with fields in the
/// place of headers. What a server that repeats the recording needs is in the index, the bodies in
/// the files.
@NullMarked
package dev.thruway.cli.trace;

import org.jspecify.annotations.NullMarked;
