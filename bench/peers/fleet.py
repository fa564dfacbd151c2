"""Configures, attaches a card to and starts every VM of a simulator: one process, one session, a
pool of threads, one task for the whole configuration.

fleet.py PORT THREADS [VM...]: all VMs where none is named."""
import ssl
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

port, threads, names = int(sys.argv[1]), int(sys.argv[2]), set(sys.argv[3:])
service = SmartConnect(
    host="127.0.0.1", port=port, user="user", pwd="pass",
    sslContext=ssl._create_unverified_context(), connectionPoolTimeout=600)
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
    page = collector.RetrievePropertiesEx([spec], vmodl.query.PropertyCollector.RetrieveOptions())
    while page:
        yield from page.objects
        page = collector.ContinueRetrievePropertiesEx(page.token) if page.token else None
    view.Destroy()


def wait(task):
    pause = 0.005
    while True:
        info = task.info
        if info.state == vim.TaskInfo.State.success:
            return
        if info.state == vim.TaskInfo.State.error:
            raise info.error
        time.sleep(pause)
        pause = min(0.5, pause * 2)


def journey(vm, memory, host):
    target = host.parent.environmentBrowser.QueryConfigTarget(host).pciPassthrough[0]
    card = target.pciDevice
    backing = vim.vm.device.VirtualPCIPassthrough.DeviceBackingInfo(
        deviceName=card.deviceName, id=card.id, deviceId=format(card.deviceId & 0xFFFF, "x"),
        systemId=target.systemId, vendorId=card.vendorId)
    spec = vim.vm.ConfigSpec(
        firmware="efi", memoryReservationLockedToMax=True,
        memoryAllocation=vim.ResourceAllocationInfo(reservation=memory),
        extraConfig=[
            vim.option.OptionValue(key="pciPassthru.use64bitMMIO", value="TRUE"),
            vim.option.OptionValue(key="pciPassthru.64bitMMIOSizeGB", value="128")],
        deviceChange=[vim.vm.device.VirtualDeviceSpec(
            operation="add",
            device=vim.vm.device.VirtualPCIPassthrough(key=-200, backing=backing))])
    wait(vm.ReconfigVM_Task(spec))
    wait(vm.PowerOnVM_Task())


work = []
for found in read(vim.VirtualMachine, ["name", "config.hardware.memoryMB", "runtime.host"]):
    values = {p.name: p.val for p in found.propSet}
    if not names or values["name"] in names:
        work.append((found.obj, values["config.hardware.memoryMB"], values["runtime.host"]))
with ThreadPoolExecutor(threads) as pool:
    for done in [pool.submit(journey, *one) for one in work]:
        done.result()
Disconnect(service)
print(len(work), "VMs")
