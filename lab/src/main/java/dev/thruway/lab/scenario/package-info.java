/// Reads a world from a YAML scenario, with file, line and column of everything that is wrong.
///
/// ```yaml
/// lab: thruway-lab/v1
/// like: vcenter                 # another scenario that the lab brings; what is here replaces its values
/// vcenters:
///   vc01:                       # the name in thruway.yaml
///     datacenter, version       # and, where known: name, instanceUuid, build, apiVersion
///     appliance: vcsa01         # the VM that it runs in; elsewhere where left out
///     clusters:
///       ai:
///         drs: fullyAutomated   # off | manual | partiallyAutomated | fullyAutomated
///         ha: {failoverLevel: 1}  # off; {} without admission control
///         storage: separate     # or vsan
///         servers: [dl385-01]
///         pinned: [db01]        # VMs that DRS leaves alone
///         name: ai              # where several have the name; the key is then another
///         inFolder: [gpu]       # of the datacenter's hosts, from the top
///     standalone: [dl385-09]    # servers in no cluster; {server: dl385-09, inFolder: [gpu]}
///     datacenters:              # more than the one above, or all
///       osaka:
///         name: osaka           # where several have the name
///         inFolder: [japan]     # of the inventory, from the top
///         clusters, standalone  # as above
///     disconnected: []          # servers whose hosts it has let go of
///     withheld: []              # privileges that its login lacks, as the API names them, or
///                               # {privilege: System.Read, of: [dl385-01, gpu02]}
/// datastores:
///   shared1: {capacity: 20 TiB, servers: [dl385-01]}   # files: {path: text}, here and of a host's own
/// servers:
///   dl385-01:
///     like: dl385-02            # another server of this file, its VMs excepted
///     chassis, bios, pci, gpus  # a pci entry may depend on another: dependsOn: "0000:41:00.0"
///                               # passthrough: off | on | on-after-reboot | off-after-reboot
///                               # label: ai-gpu; slotName: Riser 2; offered: no | unsaid
///                               # role: platform | bmc | boot | storage | network | uplink | free
///                               # a gpu entry may be shared out: graphics: sharedDirect
///     bmc: "no"                 # none that answers
///     rearranged: [{from: "0000:41:00.0", to: "0000:42:00.0"}]   # found so at the next POST
///     esxi:
///       lockdown: normal        # disabled | normal | strict
///       maintenance: "true"
///       managementSwitch: {distributed: DSwitch0, uuid: …}   # the cards of role network are its
///                               # uplinks; those of a standard switch where left out
///       uplinkSwitch: {distributed: DSwitch1}   # the same of the cards of role uplink
///       hidden: [uses]          # uses | slots | rebind: what the host does not show
///     vms:
///       gpu02:
///         name: gpu02           # where several have the name; the key is then another
///         inFolder: [gpu]       # of the vCenter's VMs, from the top
///         datastore: shared1    # the host's own where left out
///         reservation: 64 GiB   # or memoryLocked: "true", for all of it
///         devices:              # of the host: fixed by address, dynamic by products or label, vGPU
///           - {address: "0000:41:00.0", vendor: 10de, device: 26b9, systemId: …}
///           - {products: ["10de:26b9"], hardwareLabel: ai-gpu}
///           - {vgpu: grid_l40s-8q}
///         power: "on"           # on | off | suspended
///         snapshots: [before]
///         vbs, vtpm, cpuHotAdd, memoryHotAdd: "true"
///         managedBy: {extension: com.vmware.vim.eam, type: cluster-agent}
///         guest: {ssh: "no", …} # no endpoint of its own, and not in thruway.yaml; tools: "no"
/// file: …                       # the thruway.yaml that was captured with it
/// unread: […]                   # here, of a server, of a VM: for its readers alone
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
