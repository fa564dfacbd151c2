/// Reads a world from a YAML scenario, with file, line and column of everything that is wrong.
///
/// ```yaml
/// lab: thruway-lab/v1
/// like: vcenter                 # another scenario that the lab brings; what is here replaces its values
/// vcenters:
///   vc01:                       # the name in thruway.yaml
///     name, instanceUuid, datacenter, version, build, apiVersion
///     appliance: vcsa01         # the VM that it runs in; elsewhere where left out
///     clusters:
///       ai:
///         drs: fullyAutomated   # off | manual | partiallyAutomated | fullyAutomated
///         ha: {failoverLevel: 1}  # off; {} without admission control
///         storage: separate     # or vsan
///         servers: [dl385-01]
///         pinned: [db01]        # VMs that DRS leaves alone
///     standalone: [dl385-09]    # servers in no cluster
///     disconnected: []          # servers whose hosts it has let go of
/// datastores:
///   shared1: {capacity: 20 TiB, servers: [dl385-01]}
/// servers:
///   dl385-01:
///     like: dl385-02            # another server of this file, its VMs excepted
///     chassis, bios, pci, gpus  # a pci entry may depend on another: dependsOn: "0000:41:00.0"
///                               # a gpu entry may be shared out: graphics: sharedDirect
///     rearranged: [{from: "0000:41:00.0", to: "0000:42:00.0"}]   # found so at the next POST
///     esxi: {lockdown: normal, …}   # disabled | normal | strict
///     vms:
///       gpu02:
///         datastore: shared1    # the host's own where left out
///         power: "on"           # on | off | suspended
///         snapshots: [before]
///         vbs, vtpm, cpuHotAdd, memoryHotAdd: "true"
///         managedBy: {extension: com.vmware.vim.eam, type: cluster-agent}
///         vgpu: grid_l40s-8q
///         guest: {ssh: "no", …} # no endpoint of its own, and not in thruway.yaml
/// faults:                       # what the servers do wrong; the first rule that is due acts
///   - endpoint: esxi            # esxi | vcenter | bmc | ssh, a name, or both: bmc/dl385-01; all if left out
///     operation: ReconfigVM_Task  # SOAP method; GET, PUT, … of files and Redfish; login, exec, sftp
///                               # of SSH; * and ? allowed
///     object: gpu02             # id, name or path; account or command; * and ? allowed
///     after: "1"                # so many calls are let through first
///     count: "2"                # so many are met then; all if left out
///     delay: 5s                 # ms | s | m, by the wall clock
///     fault:                    # a vim type, or a Redfish message such as Base.1.18.GeneralError
///       type: NoPermission
///       message: said in any language
///       fields: {privilegeId: VirtualMachine.Config.AddRemoveDevice}
///     asTask: "true"            # the call succeeds, and the task that it begins fails
///   - operation: "Retrieve*"
///     instead: drop             # in place of a fault; what was asked is done only where said:
///                               # drop | reset-halfway (done) | http-503 | hang | truncated (done)
///                               # garbage | huge | wrong-content-type (done) | expire-session
/// ```
@NullMarked
package dev.thruway.lab.scenario;

import org.jspecify.annotations.NullMarked;
