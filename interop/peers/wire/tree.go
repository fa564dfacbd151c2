package main

import (
	"encoding/xml"
	"io"
	"strings"
)

const (
	xsdSpace = "http://www.w3.org/2001/XMLSchema"
	xsiSpace = "http://www.w3.org/2001/XMLSchema-instance"
	vimSpace = "urn:vim25"
)

// An element.
type node struct {
	name     xml.Name
	typ      string            // its xsi:type, as {namespace}name
	attrs    map[string]string // the others, but for declarations of namespaces
	text     string
	children []*node
}

// The namespaces that are declared at an element, by prefix.
type scope map[string]string

func parse(text io.Reader, outer scope) (*node, error) {
	decoder := xml.NewDecoder(text)
	root := &node{}
	path := []*node{root}
	scopes := []scope{outer}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			inner := scopes[len(scopes)-1].within(t)
			n := element(t, inner)
			parent := path[len(path)-1]
			parent.children = append(parent.children, n)
			path = append(path, n)
			scopes = append(scopes, inner)
		case xml.EndElement:
			path = path[:len(path)-1]
			scopes = scopes[:len(scopes)-1]
		case xml.CharData:
			path[len(path)-1].text += string(t)
		}
	}
}

func (s scope) within(start xml.StartElement) scope {
	inner := scope{}
	for prefix, space := range s {
		inner[prefix] = space
	}
	for _, a := range start.Attr {
		if a.Name.Space == "xmlns" {
			inner[a.Name.Local] = a.Value
		} else if a.Name.Space == "" && a.Name.Local == "xmlns" {
			inner[""] = a.Value
		}
	}
	return inner
}

func element(start xml.StartElement, names scope) *node {
	n := &node{name: start.Name, attrs: map[string]string{}}
	for _, a := range start.Attr {
		switch {
		case a.Name.Space == "xmlns" || a.Name.Local == "xmlns":
		case a.Name.Space == xsiSpace && a.Name.Local == "type":
			prefix, local, prefixed := strings.Cut(a.Value, ":")
			if !prefixed {
				prefix, local = "", a.Value
			}
			n.typ = "{" + names[prefix] + "}" + local
		default:
			n.attrs[a.Name.Local] = a.Value
		}
	}
	return n
}

// The child of a name in any namespace.
func (n *node) child(local string) *node {
	for _, c := range n.children {
		if c.name.Local == local {
			return c
		}
	}
	return nil
}

func (n *node) vimType() string {
	return strings.TrimPrefix(n.typ, "{"+vimSpace+"}")
}
