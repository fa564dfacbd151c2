"""Prints pyvmomi's type tables for the names that are its arguments, tab-separated.

    data    NAME  BASE...       its base, the base of that, and so on
    field   NAME  OWNER  FIELD  TYPE  one|many  required|optional  SINCE
    enum    NAME  VALUE...
    object  NAME  BASE...       a kind of managed object and what it extends
    method  NAME  OBJECT        the kind of managed object that has it
    parameters  NAME  PARAMETER...
    none    NAME                there is no such thing in urn:vim25

Names are those of the wire, and so is the order of fields: those of the base first, OWNER being the
type that adds one. SINCE is an API version such as 7.0.2.0, or 0 for what has none.
"""

import re
import sys

from pyVmomi import VmomiSupport

NAMESPACE = "urn:vim25"

# What pyvmomi adds for its own use, and what no server sends.
UNWRITTEN = ("dynamicType", "dynamicProperty", "msg")


def since(version):
    said = VmomiSupport.versionIdMap.get(version, version)
    return said if re.fullmatch(r"[0-9.]+", said) else "0"


def wire_name(kind):
    if issubclass(kind, list):
        return wire_name(kind.Item)
    if issubclass(kind, VmomiSupport.ManagedObject):
        return "ManagedObjectReference"
    if issubclass(kind, type):
        return "TypeName"
    return VmomiSupport.GetWsdlName(kind).split(":")[-1]


def bases(kind, root=VmomiSupport.DataObject):
    """The types that it extends, the nearest first."""
    return [k for k in kind.__mro__[1:] if issubclass(k, root)]


def fields(kind):
    """Each field with the type that adds it."""
    known = set(UNWRITTEN)
    for owner in reversed([kind] + bases(kind)):
        for field in vars(owner).get("_propList", []):
            if field.name not in known:
                known.add(field.name)
                yield owner, field


def data(name, kind):
    print("data", name, *[wire_name(b) for b in bases(kind)], sep="\t")
    for owner, field in fields(kind):
        many = "many" if issubclass(field.type, list) else "one"
        optional = field.flags & VmomiSupport.F_OPTIONAL
        print(
            "field", name, wire_name(owner), field.name, wire_name(field.type), many,
            "optional" if optional else "required", since(field.version), sep="\t",
        )


def method(name, info):
    print("method", name, VmomiSupport.GetWsdlName(info.type), sep="\t")
    print("parameters", name, *[p.name for p in info.params], sep="\t")


def find(look, name):
    try:
        return look(NAMESPACE, name)
    except KeyError:
        return None


def main():
    for name in sys.argv[1:]:
        kind = find(VmomiSupport.GetWsdlType, name)
        call = find(VmomiSupport.GetWsdlMethod, name)
        if kind is not None and issubclass(kind, VmomiSupport.DataObject):
            data(name, kind)
        elif kind is not None and issubclass(kind, VmomiSupport.ManagedObject):
            extended = bases(kind, VmomiSupport.ManagedObject)
            print("object", name, *[VmomiSupport.GetWsdlName(b) for b in extended], sep="\t")
        elif kind is not None and issubclass(kind, VmomiSupport.Enum):
            print("enum", name, *[v for v in kind.values if v != "unknown_value"], sep="\t")
        elif call is not None:
            method(name, call.info)
        else:
            print("none", name, sep="\t")


main()
