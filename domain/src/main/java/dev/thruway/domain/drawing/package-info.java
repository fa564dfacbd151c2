/// Pictures of what the domain computed, to scale: for a terminal, and for a document or a page.
///
/// They hold names and sizes alone; the sentences beside them come from whoever shows them.
@NullMarked
package dev.thruway.domain.drawing;

import org.jspecify.annotations.NullMarked;
