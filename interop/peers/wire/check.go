package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// What a body is.
const (
	request  = "request"
	answer   = "answer"
	fault    = "fault"
	excepted = "excepted"
)

// Bodies that are not compared, by their element in the envelope, and why.
var exceptions = map[string]string{
	"QueryConfigOptionResponse":             "of the lab, it holds what govc reads of it: which hardware is the newest",
	"QueryConfigOptionExResponse":           "as QueryConfigOptionResponse",
	"ExecuteSoap":                           "no public type in govmomi; it carries a body as text",
	"ExecuteSoapResponse":                   "as ExecuteSoap",
	"RetrieveManagedMethodExecuter":         "no public type in govmomi",
	"RetrieveManagedMethodExecuterResponse": "no public type in govmomi",
	"RetrieveDynamicTypeManager":            "no public type in govmomi",
	"RetrieveDynamicTypeManagerResponse":    "no public type in govmomi",
}

// A fault that no server has, which tests of the lab send to a client on purpose.
const madeUp = `type="FaultOfTheFuture"`

// How our client's requests begin. The others are excepted: other people's clients send them, and
// tests that break one on purpose.
const ourHead = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"` +
	` xmlns:xsd="http://www.w3.org/2001/XMLSchema"` +
	` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:`

func isOurs(body []byte) bool {
	return bytes.HasPrefix(body, []byte(ourHead))
}

// Reads one envelope and says what it is and what differs.
func check(kind string, body []byte) (string, []string) {
	if kind == request && !isOurs(body) || bytes.Contains(body, []byte(madeUp)) {
		return excepted, nil
	}
	root, err := parse(bytes.NewReader(body), scope{})
	if err != nil {
		return kind, []string{"not XML: " + err.Error()}
	}
	envelope := root.child("Envelope")
	if envelope == nil || envelope.child("Body") == nil || len(envelope.child("Body").children) != 1 {
		return kind, []string{"no envelope with one element in its body"}
	}
	said := envelope.child("Body").children[0]
	name := said.name.Local
	if _, known := exceptions[name]; known {
		return excepted, nil
	}
	if name == "Fault" {
		return fault, faulted(body, said)
	}
	typ, known := typeOf(name)
	if !known {
		return kind, []string{name + ": a method that is not in the list of this program"}
	}
	return kind, compared(body, said, typ)
}

// A fault's detail holds one element, whose type says itself.
func faulted(body []byte, said *node) []string {
	for i, part := range []string{"faultcode", "faultstring", "detail"} {
		if i >= len(said.children) || said.children[i].name.Local != part {
			return []string{"Fault: is without " + part + " in its place"}
		}
	}
	detail := said.children[2]
	if len(detail.children) != 1 {
		return []string{"Fault: has not one element in its detail"}
	}
	inner := detail.children[0]
	name := inner.vimType()
	if inner.name.Local != name+"Fault" {
		return []string{fmt.Sprintf("Fault: calls %s its %s", inner.name.Local, name)}
	}
	typ, known := types.TypeFunc()(name)
	if !known {
		return []string{"Fault: no type " + name}
	}
	// The element names its type itself, so govmomi's does not have to.
	inner.typ = ""
	return compared(body, inner, typ)
}

// Reads the element with govmomi, writes it again, and compares.
func compared(body []byte, said *node, typ reflect.Type) []string {
	name := said.name.Local
	value := reflect.New(typ)
	if err := decode(body, name, value.Interface()); err != nil {
		return []string{fmt.Sprintf("%s: govmomi cannot read it: %v", name, err)}
	}
	var out bytes.Buffer
	start := xml.StartElement{Name: xml.Name{Local: name}}
	if err := xml.NewEncoder(&out).EncodeElement(value.Interface(), start); err != nil {
		return []string{fmt.Sprintf("%s: govmomi cannot write it: %v", name, err)}
	}
	// govmomi leaves these two to its envelope.
	outer := scope{"": vimSpace, "xsd": xsdSpace}
	back, err := parse(&out, outer)
	if err != nil {
		return []string{fmt.Sprintf("%s: govmomi wrote no XML: %v", name, err)}
	}
	var c comparison
	c.compare(name, said, back.children[0], value.Elem(), typ)
	return c.differences
}

func decode(body []byte, name string, into any) error {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	decoder.TypeFunc = types.TypeFunc()
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return errors.New("no element " + name)
		}
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			return decoder.DecodeElement(into, &start)
		}
	}
}
