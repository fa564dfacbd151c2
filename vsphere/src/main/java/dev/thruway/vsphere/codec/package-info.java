/// Between vim records and the bytes of SOAP: one generic codec, driven by the records themselves.
///
/// It reads by element name, in any order, and skips what it does not know; it writes in the order
/// of the components, which is the order of the schema, and leaves out what the server's API
/// version does not know. Attributes are found by their namespace, never by a prefix. Document
/// types and entities are refused, and depth, length and number of elements are limited: the other
/// side is not trusted.
@NullMarked
package dev.thruway.vsphere.codec;

import org.jspecify.annotations.NullMarked;
