/// What is said to a person, before it is said in a language: a key and its named arguments.
///
/// The domain never writes sentences. It names them; the module `words` holds their English and
/// Japanese, and a `Phrase` is what travels between the two.
@NullMarked
package dev.thruway.domain.text;

import org.jspecify.annotations.NullMarked;
