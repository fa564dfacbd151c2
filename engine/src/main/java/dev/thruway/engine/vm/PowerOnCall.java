package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.PlacedVm;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;

/// How a VM is powered on.
public interface PowerOnCall {

    /// Returns when the server says that it is on. Throws
    /// [dev.thruway.vsphere.client.VsphereException] where it does not start.
    void powerOn(TaskProgress progress);

    /// What is said of the VM that is on and stays so.
    Phrase on(VmReader vm);

    /// On the host where it is.
    static PowerOnCall onItsHost(PlacedVm vm) {
        return new PowerOnCall() {
            @Override
            public void powerOn(TaskProgress progress) {
                new VmOperations(vm.host().client()).powerOn(vm.vm(), progress);
            }

            @Override
            public Phrase on(VmReader reader) {
                return Phrase.of("run.vm-on");
            }
        };
    }
}
