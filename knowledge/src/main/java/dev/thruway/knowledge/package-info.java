/// What is known about products: the GPU catalog and the driver matrix.
///
/// Knowledge is data: a new GPU or distribution is lines in `gpus.yaml` or `drivers.yaml`, each
/// fact with its source and how sure it is. A user's own `thruway-catalog.yaml` has the form of
/// `gpus.yaml` and is read by the same code. The code here reads that data, refuses an entry
/// without a source, and answers what the domain asks as [dev.thruway.domain.Knowledge]. What is
/// not in the data is not known; nothing is guessed.
@NullMarked
package dev.thruway.knowledge;

import org.jspecify.annotations.NullMarked;
