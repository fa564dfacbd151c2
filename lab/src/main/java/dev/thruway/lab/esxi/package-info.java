/// The lab's ESXi: a standalone host of [dev.thruway.lab.world] served as vSphere Web Services.
///
/// Each kind of managed object is one class: its properties are read from the world at the moment
/// of asking, its methods are what it can be told. What it cannot do is refused as a server refuses
/// it: an unknown method, an unknown property, an object that is not there, a session that is not
/// logged in.
///
/// ```
/// POST /sdk ─► session (cookie) ─► object (_this) ─► method ─► world
///                                     ▲
///               property collector ───┘ reads properties, waits for changes
/// GET, PUT /folder ─► files of the datastore
/// ```
@NullMarked
package dev.thruway.lab.esxi;

import org.jspecify.annotations.NullMarked;
