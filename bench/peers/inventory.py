"""Prints every NVIDIA card of a simulator's hosts and the VM that holds it, with one property
collector and named properties: the quickest way with pyvmomi.

inventory.py PORT"""
import ssl
import sys

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

service = SmartConnect(
    host="127.0.0.1", port=int(sys.argv[1]), user="user", pwd="pass",
    sslContext=ssl._create_unverified_context())
content = service.RetrieveContent()


def read(kind, paths):
    view = content.viewManager.CreateContainerView(content.rootFolder, [kind], True)
    collector = content.propertyCollector
    spec = vmodl.query.PropertyCollector.FilterSpec(
        propSet=[vmodl.query.PropertyCollector.PropertySpec(type=kind, pathSet=paths)],
        objectSet=[vmodl.query.PropertyCollector.ObjectSpec(
            obj=view, skip=True,
            selectSet=[vmodl.query.PropertyCollector.TraversalSpec(
                name="view", path="view", skip=False, type=vim.view.ContainerView)])])
    options = vmodl.query.PropertyCollector.RetrieveOptions(maxObjects=200)
    page = collector.RetrievePropertiesEx([spec], options)
    while page:
        for found in page.objects:
            yield found.obj, {p.name: p.val for p in found.propSet}
        page = collector.ContinueRetrievePropertiesEx(page.token) if page.token else None
    view.Destroy()


held = {}
vm_paths = ["name", "runtime.host", "runtime.powerState", "config.hardware.device"]
for vm, values in read(vim.VirtualMachine, vm_paths):
    for device in values.get("config.hardware.device", []):
        if isinstance(device, vim.vm.device.VirtualPCIPassthrough):
            held[values["runtime.host"]._moId, device.backing.id] = values["name"]
cards = 0
host_paths = ["name", "hardware.pciDevice", "config.pciPassthruInfo"]
for host, values in read(vim.HostSystem, host_paths):
    active = {i.id for i in values.get("config.pciPassthruInfo", []) if i.passthruActive}
    for device in values.get("hardware.pciDevice", []):
        if device.vendorId == 0x10DE:
            cards += 1
            print(values["name"], device.id, device.deviceName, device.id in active,
                  held.get((host._moId, device.id), "-"))
Disconnect(service)
print(cards, "cards", file=sys.stderr)
