/// One in-memory world, served over real SOAP, Redfish and SSH.
@NullMarked
package dev.thruway.lab;

import org.jspecify.annotations.NullMarked;
