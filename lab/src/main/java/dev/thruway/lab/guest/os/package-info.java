/// The guest's operating system: a disk that stays, one boot's kernel, and the start of programs.
///
/// A program is a file that says which entry of the table it is, found by its path and its execute
/// bit; without the file there is no program. What is decided at boot (which driver takes a GPU) is
/// decided from the initial RAM disk and the files on the disk, in that order, as Linux does.
@NullMarked
package dev.thruway.lab.guest.os;

import org.jspecify.annotations.NullMarked;
