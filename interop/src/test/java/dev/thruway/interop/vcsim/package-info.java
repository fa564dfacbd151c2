/// Our vSphere client with govmomi's simulator, as a standalone ESXi and as a vCenter.
@NullMarked
package dev.thruway.interop.vcsim;

import org.jspecify.annotations.NullMarked;
