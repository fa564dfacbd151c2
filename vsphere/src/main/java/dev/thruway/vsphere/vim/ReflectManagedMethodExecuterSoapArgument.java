package dev.thruway.vsphere.vim;

/// An argument of an esxcli command; the value is escaped XML.
public record ReflectManagedMethodExecuterSoapArgument(String name, String val) {}
