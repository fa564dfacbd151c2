/// That the data is whole, that names are found, and that choices follow from the data.
@NullMarked
package dev.thruway.knowledge;

import org.jspecify.annotations.NullMarked;
