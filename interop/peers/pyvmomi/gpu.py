"""What an administrator's own script does with a GPU, an ESXi and a VM.

    gpu.py attach VM CARD WINDOW_GIB    toggle, reconfigure
    gpu.py toggle CARD true|false
    gpu.py on VM | off VM
    gpu.py place VM                     powers on as DRS says: its choice, or its recommendation
    gpu.py detach VM                    takes the card and all settings away
    gpu.py show VM CARD                 state as JSON

The host is $ESXI_HOST:$ESXI_PORT, the login $ESXI_USER and $ESXI_PASSWORD. Its certificate is of its
own making and is not looked at.
"""

import json
import os
import sys

from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim

KEYS = ("pciPassthru.use64bitMMIO", "pciPassthru.64bitMMIOSizeGB")


class Esxi:
    def __init__(self, connection):
        self.content = connection.RetrieveContent()

    def all(self, kind):
        view = self.content.viewManager.CreateContainerView(self.content.rootFolder, [kind], True)
        try:
            return list(view.view)
        finally:
            view.Destroy()

    @property
    def host(self):
        return self.all(vim.HostSystem)[0]

    def vm(self, name):
        return next(vm for vm in self.all(vim.VirtualMachine) if vm.name == name)

    def toggle(self, card, enabled):
        config = vim.host.PciPassthruConfig(id=card, passthruEnabled=enabled, applyNow=True)
        self.host.configManager.pciPassthruSystem.UpdatePassthruConfig([config])

    def passthrough(self, card):
        return next(i for i in self.host.config.pciPassthruInfo if i.id == card)

    def attach(self, name, card, window):
        self.toggle(card, True)
        vm = self.vm(name)
        target = vm.environmentBrowser.QueryConfigTarget(host=self.host)
        offer = next(p for p in target.pciPassthrough if p.pciDevice.id == card)
        backing = vim.vm.device.VirtualPCIPassthrough.DeviceBackingInfo(
            deviceName=offer.pciDevice.deviceName,
            id=offer.pciDevice.id,
            deviceId="%x" % (offer.pciDevice.deviceId & 0xFFFF),
            systemId=offer.systemId,
            vendorId=offer.pciDevice.vendorId,
        )
        device = vim.vm.device.VirtualPCIPassthrough(key=-1, backing=backing)
        memory = vm.config.hardware.memoryMB
        spec = vim.vm.ConfigSpec(
            changeVersion=vm.config.changeVersion,
            deviceChange=[vim.vm.device.VirtualDeviceSpec(operation="add", device=device)],
            memoryAllocation=vim.ResourceAllocationInfo(reservation=memory),
            memoryReservationLockedToMax=True,
            extraConfig=options("TRUE", window),
            firmware="efi",
            bootOptions=vim.vm.BootOptions(efiSecureBootEnabled=True),
        )
        WaitForTask(vm.ReconfigVM_Task(spec))

    def place(self, name):
        vm = self.vm(name)
        task = self.all(vim.Datacenter)[0].PowerOnMultiVM_Task([vm])
        WaitForTask(task)
        result = task.info.result
        for attempted in result.attempted:
            WaitForTask(attempted.task)
        if result.recommendations:
            cluster = vm.runtime.host.parent
            best = max(cluster.recommendation, key=lambda r: r.rating)
            cluster.ApplyRecommendation(best.key)
        return {
            "attempted": len(result.attempted),
            "notAttempted": [type(n.fault).__name__ for n in result.notAttempted],
            "recommended": [r.action[0].targetHost.name for r in result.recommendations],
        }

    def detach(self, name):
        vm = self.vm(name)
        removed = [
            vim.vm.device.VirtualDeviceSpec(operation="remove", device=d) for d in cards(vm)
        ]
        spec = vim.vm.ConfigSpec(
            deviceChange=removed,
            extraConfig=options("", ""),
            memoryReservationLockedToMax=False,
            memoryAllocation=vim.ResourceAllocationInfo(reservation=0),
        )
        WaitForTask(vm.ReconfigVM_Task(spec))

    def events(self, vm):
        entity = vim.event.EventFilterSpec.ByEntity(entity=vm, recursion="self")
        found = self.content.eventManager.QueryEvents(vim.event.EventFilterSpec(entity=entity))
        return [type(e).__name__.removeprefix("vim.event.") for e in found]

    def show(self, name, card):
        vm = self.vm(name)
        info = self.passthrough(card)
        return {
            "enabled": info.passthruEnabled,
            "active": info.passthruActive,
            "cards": [d.backing.id for d in cards(vm)],
            "options": {o.key: o.value for o in vm.config.extraConfig if o.key in KEYS},
            "reservation": vm.config.memoryAllocation.reservation,
            "locked": vm.config.memoryReservationLockedToMax,
            "firmware": vm.config.firmware,
            "secureBoot": vm.config.bootOptions.efiSecureBootEnabled,
            "power": vm.runtime.powerState,
            "events": self.events(vm),
        }


def options(use, window):
    return [vim.option.OptionValue(key=k, value=v) for k, v in zip(KEYS, (use, window))]


def cards(vm):
    kind = vim.vm.device.VirtualPCIPassthrough
    return [d for d in vm.config.hardware.device if isinstance(d, kind)]


def run(esxi, command, *words):
    if command == "attach":
        esxi.attach(*words)
    elif command == "toggle":
        esxi.toggle(words[0], words[1] == "true")
    elif command == "on":
        WaitForTask(esxi.vm(words[0]).PowerOnVM_Task())
    elif command == "off":
        WaitForTask(esxi.vm(words[0]).PowerOffVM_Task())
    elif command == "place":
        print(json.dumps(esxi.place(*words)))
    elif command == "detach":
        esxi.detach(*words)
    elif command == "show":
        print(json.dumps(esxi.show(*words)))
    else:
        sys.exit(__doc__)


def main():
    connection = SmartConnect(
        host=os.environ["ESXI_HOST"],
        port=int(os.environ["ESXI_PORT"]),
        user=os.environ["ESXI_USER"],
        pwd=os.environ["ESXI_PASSWORD"],
        disableSslCertValidation=True,
    )
    try:
        run(Esxi(connection), *sys.argv[1:])
    finally:
        Disconnect(connection)


main()
