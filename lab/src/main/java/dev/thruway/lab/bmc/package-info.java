/// The management controller of a server: HPE's iLO 6 as it answers Redfish.
///
/// [dev.thruway.lab.bmc.BmcServer] takes a request through login, routing and preconditions to one
/// resource of a tree, and knows the server only as [dev.thruway.lab.bmc.BmcHardware]. What a
/// resource looks like stands in the JSON files beside this package; which values fill it, in the
/// classes that end in `Resources`. What is not known of a real iLO 6 1.66 with this server, such
/// as part numbers and the registry of BIOS family A55, is made up and said so where it is.
@NullMarked
package dev.thruway.lab.bmc;

import org.jspecify.annotations.NullMarked;
