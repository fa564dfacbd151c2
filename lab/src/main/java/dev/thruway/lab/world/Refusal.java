package dev.thruway.lab.world;

import java.util.List;

/// The world said no. Carries what the host's management agent would answer.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public Refusal(Reason reason) {
        super(reason.message());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Why the world said no, in the words of the vSphere API.
    public sealed interface Reason {

        /// The sentence that the host answers with.
        String message();

        /// The operation is not allowed in the VM's power state.
        record InvalidPowerState(PowerState requested, PowerState existing) implements Reason {
            @Override
            public String message() {
                return "The attempted operation cannot be performed in the current state (%s)."
                        .formatted(existing.words());
            }
        }

        /// The operation is not allowed in the object's or the host's state.
        record InvalidState(String message) implements Reason {}

        /// Somebody else changed the configuration in between.
        record ConcurrentAccess() implements Reason {
            @Override
            public String message() {
                return "The operation cannot be completed because the virtual machine's"
                        + " configuration was changed concurrently.";
            }
        }

        /// Another task holds the object.
        record TaskInProgress(String taskKey) implements Reason {
            @Override
            public String message() {
                return "Another task is already in progress.";
            }
        }

        /// A property of a configuration is wrong.
        record InvalidVmConfig(String property, String message) implements Reason {}

        /// An entry of a list of device changes is wrong.
        record InvalidDeviceSpec(int deviceIndex, String property) implements Reason {
            @Override
            public String message() {
                return "Invalid configuration for device '%d'.".formatted(deviceIndex);
            }
        }

        /// The virtual hardware could not be started.
        ///
        /// @param headline what the task says first
        /// @param cause the specific line
        record PowerOnFailed(String headline, String cause) implements Reason {

            /// The generic line that closes every failure of a device (Dell article 000199172).
            public static final String DEVICE_POWER_ON = "Module 'DevicePowerOn' power on failed.";

            /// The last line of every failure.
            public static final String NOT_STARTED = "Failed to start the virtual machine.";

            @Override
            public String message() {
                return headline;
            }

            /// All lines of the fault, the specific one first.
            public List<String> lines() {
                return List.of(cause, DEVICE_POWER_ON, NOT_STARTED);
            }
        }

        /// An argument is out of its range.
        record InvalidArgument(String property) implements Reason {
            @Override
            public String message() {
                return "A specified parameter was not correct: " + property;
            }
        }

        /// The host refused a change of its own configuration.
        record HostConfig(String message) implements Reason {}

        /// No such file or folder.
        record FileNotFound(String path) implements Reason {
            @Override
            public String message() {
                return "File %s was not found".formatted(path);
            }
        }

        /// There is such a file or folder.
        record FileExists(String path) implements Reason {
            @Override
            public String message() {
                return "The specified key, name, or identifier '%s' already exists."
                        .formatted(path);
            }
        }

        /// VMware Tools is not running in the guest.
        record ToolsUnavailable() implements Reason {
            @Override
            public String message() {
                return "Cannot complete operation because VMware Tools is not running in this"
                        + " virtual machine.";
            }
        }

        /// The time that the caller allowed is over.
        record Timedout() implements Reason {
            @Override
            public String message() {
                return "Operation timed out.";
            }
        }

        /// The host is not connected to the vCenter.
        record HostNotConnected() implements Reason {
            @Override
            public String message() {
                return "Unable to communicate with the remote host, since it is disconnected.";
            }
        }

        /// The host does not answer the vCenter.
        record HostNotResponding() implements Reason {
            @Override
            public String message() {
                return "Unable to communicate with the remote host, either due to network errors or"
                        + " because the host is not responding.";
            }
        }

        /// The cluster's admission control says no.
        record InsufficientFailover() implements Reason {
            @Override
            public String message() {
                return "Insufficient resources to satisfy configured failover level for vSphere"
                        + " HA.";
            }
        }

        /// DRS finds no host for the VM.
        ///
        /// @param errors why not, one for each host
        record NoCompatibleHost(List<EsxHost> hosts, List<Reason> errors) implements Reason {
            public NoCompatibleHost {
                hosts = List.copyOf(hosts);
                errors = List.copyOf(errors);
            }

            @Override
            public String message() {
                return "No host is compatible with the virtual machine.";
            }
        }

        /// The VM cannot move.
        ///
        /// @param device the one that keeps it, by its label
        record CannotMove(String device) implements Reason {
            @Override
            public String message() {
                return "Device '%s' uses a backing which is not accessible on the target host."
                        .formatted(device);
            }
        }

        /// The caller cancelled the task.
        record Cancelled() implements Reason {
            @Override
            public String message() {
                return "The task was canceled by a user.";
            }
        }

        /// The virtual hardware is already at that version.
        record AlreadyUpgraded() implements Reason {
            @Override
            public String message() {
                return "The virtual hardware of the virtual machine is already up-to-date.";
            }
        }
    }
}
