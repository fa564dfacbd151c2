/// Message keys to sentences, English and Japanese.
///
/// Each module that speaks keeps two files beside its classes, `words_en.properties` and
/// `words_ja.properties`, in UTF-8. A sentence is looked up in the language asked for and nowhere
/// else: there is no fallback, so that a Japanese machine never mixes in when English was asked
/// for, and the reverse. A value goes in where its name stands in braces, `{vm}`; `{{` and `}}` are
/// braces; an apostrophe is just an apostrophe. Plurals are avoided by wording, not by machinery.
@NullMarked
package dev.thruway.words;

import org.jspecify.annotations.NullMarked;
