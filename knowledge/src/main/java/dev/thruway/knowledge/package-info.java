/// What is known about products: the GPU catalog, the driver matrix, the failure rules.
@NullMarked
package dev.thruway.knowledge;

import org.jspecify.annotations.NullMarked;
