/// The guest's sshd: a real SSH server whose programs and files are those of the lab's guest.
///
/// It answers only while the guest is up; before and after, connections are refused, because nobody
/// listens.
@NullMarked
package dev.thruway.lab.sshd;

import org.jspecify.annotations.NullMarked;
