/// The YAML file to the domain's spec, with the line and column of everything.
///
/// ```
/// -f arguments ──► SpecReader ──► Source... ──► SpecParser ──► Read(spec, positions)
///                  (files)        (texts)       (pure)    └──► Refused(every error, with its place)
/// ```
///
/// A wrong file is refused whole, and with all of its errors at once. Each kind of thing in the
/// file has a class here that reads it: `ServerSection`, `VmSection` and so on. They never repeat
/// text that may be a secret, and never throw for what a file says.
@NullMarked
package dev.thruway.spec;

import org.jspecify.annotations.NullMarked;
