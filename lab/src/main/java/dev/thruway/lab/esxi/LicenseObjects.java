package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The licences of a host; of a vCenter also which of its hosts has which.
final class LicenseObjects {

    private LicenseObjects() {}

    static ManagedObject manager(Realm realm) {
        var edition = edition(realm.licence());
        var properties =
                new Properties()
                        .set(
                                "licenses",
                                Value.array("LicenseManagerLicenseInfo", List.of(license(realm))))
                        .set("licensedEdition", Value.text(edition))
                        .unset("evaluation", "diagnostics", "featureInfo");
        if (realm.vcenter().isPresent()) {
            properties.set("licenseAssignmentManager", realm.refs().the(Fixed.LICENSE_ASSIGNMENTS));
        } else {
            properties.unset("licenseAssignmentManager");
        }
        return new SimpleObject(realm.refs().the(Fixed.LICENSES), properties.map(), Map.of());
    }

    /// A vCenter's alone.
    static Optional<ManagedObject> assignments(Realm realm) {
        return realm.vcenter()
                .map(_ ->
                        new SimpleObject(
                                realm.refs().the(Fixed.LICENSE_ASSIGNMENTS),
                                Map.of(),
                                Map.of("QueryAssignedLicenses", call -> assigned(realm))));
    }

    /// Of all its hosts, whichever was asked for, as a real one was seen to answer.
    private static Value assigned(Realm realm) {
        return Value.array(
                "LicenseAssignmentManagerLicenseAssignment",
                realm.hosts().stream().map(host -> assigned(realm, host)).toList());
    }

    private static Value assigned(Realm realm, EsxHost host) {
        return Value.data("LicenseAssignmentManagerLicenseAssignment")
                .set("entityId", realm.refs().of(host).id())
                .set("entityDisplayName", host.name())
                .set("assignedLicense", license(realm))
                .build();
    }

    /// Free ESXi is the edition esxBasic, by which VMware's own scripts know it.
    private static String edition(EsxHost.Licence licence) {
        return switch (licence) {
            case EVALUATION -> "eval";
            case FREE -> "esxBasic";
        };
    }

    private static Value license(Realm realm) {
        var name =
                switch (realm.licence()) {
                    case EVALUATION -> "Evaluation Mode";
                    case FREE -> "VMware vSphere 8 Hypervisor";
                };
        return Value.data("LicenseManagerLicenseInfo")
                .set("licenseKey", "00000-00000-00000-00000-00000")
                .set("editionKey", edition(realm.licence()))
                .set("name", name)
                .set("total", 0)
                .set("costUnit", "")
                .build();
    }
}
