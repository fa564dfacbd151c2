/// How the data files of this module are read: strictly, with the place of every mistake, and no
/// fact without its source.
@NullMarked
package dev.thruway.knowledge.data;

import org.jspecify.annotations.NullMarked;
