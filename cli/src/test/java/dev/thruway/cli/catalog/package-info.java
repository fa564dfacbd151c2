/// What `catalog` prints, and that the page of the catalog is the catalog.
@NullMarked
package dev.thruway.cli.catalog;

import org.jspecify.annotations.NullMarked;
