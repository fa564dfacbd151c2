/// What is known of GPU boards, in the words of PCI and of their makers.
@NullMarked
package dev.thruway.domain.gpu;

import org.jspecify.annotations.NullMarked;
