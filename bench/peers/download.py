"""Downloads what an inventory of all hosts and VMs is made from, and looks at no byte of it but the
token of the next page: the time below which nobody can be.

download.py PORT"""
import http.client
import re
import ssl
import sys

SOAP = ('<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope '
        'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body>'
        '</soapenv:Envelope>')
connection = http.client.HTTPSConnection(
    "127.0.0.1", int(sys.argv[1]), context=ssl._create_unverified_context())
cookie = ""
total = 0


def call(method, kind, ref, rest=""):
    global cookie, total
    body = SOAP % f'<{method} xmlns="urn:vim25"><_this type="{kind}">{ref}</_this>{rest}</{method}>'
    headers = {"Content-Type": "text/xml", "SOAPAction": '"urn:vim25/8.0.2.0"', "Cookie": cookie}
    connection.request("POST", "/sdk", body.encode(), headers)
    answer = connection.getresponse()
    for set_cookie in answer.headers.get_all("Set-Cookie") or []:
        cookie = set_cookie.split(";")[0]
    text = answer.read()
    total += len(text)
    if answer.status != 200:
        raise SystemExit(text.decode())
    return text


def value(text, name):
    found = re.search(rb"<%b[^>]*>([^<]+)</%b>" % (name, name), text[:4000])
    return found.group(1).decode() if found else None


def read(kind, paths):
    view = value(call("CreateContainerView", "ViewManager", "ViewManager",
                      f'<container type="Folder">{root}</container><type>{kind}</type>'
                      '<recursive>true</recursive>'), b"returnval")
    sets = "".join(f"<pathSet>{p}</pathSet>" for p in paths)
    page = call("RetrievePropertiesEx", "PropertyCollector", collector,
                f'<specSet><propSet><type>{kind}</type>{sets}</propSet><objectSet>'
                f'<obj type="ContainerView">{view}</obj><skip>true</skip>'
                '<selectSet xsi:type="TraversalSpec"><name>view</name><type>ContainerView</type>'
                '<path>view</path><skip>false</skip></selectSet></objectSet></specSet>'
                '<options><maxObjects>200</maxObjects></options>')
    while token := value(page, b"token"):
        page = call("ContinueRetrievePropertiesEx", "PropertyCollector", collector,
                    f"<token>{token}</token>")


content = call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance")
root, collector = value(content, b"rootFolder"), value(content, b"propertyCollector")
call("Login", "SessionManager", "SessionManager",
     "<userName>user</userName><password>pass</password>")
read("VirtualMachine", ["name", "runtime.powerState", "config.hardware.device", "runtime.host"])
read("HostSystem", ["name", "config.product", "runtime.bootTime", "runtime.inMaintenanceMode",
                    "capability.deviceRebindWithoutRebootSupported", "hardware.pciDevice",
                    "hardware.numaInfo.numaNode", "config.pciPassthruInfo"])
print(total, "bytes", file=sys.stderr)
