/// The guest's packages: what the archive offers, what is installed, and how one becomes the other.
///
/// Names, dependencies and versions follow packages.ubuntu.com for noble as read in November 2026;
/// where the source has no version the nearest one that is known stands in, and says so.
@NullMarked
package dev.thruway.lab.guest.apt;

import org.jspecify.annotations.NullMarked;
