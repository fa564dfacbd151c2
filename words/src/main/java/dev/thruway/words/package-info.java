/// Message keys to sentences, English and Japanese; one UTF-8 bundle per module and language.
@NullMarked
package dev.thruway.words;

import org.jspecify.annotations.NullMarked;
