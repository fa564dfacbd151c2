package main

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// Compares an element with what govmomi made of it, and knows what govmomi cannot say.
type comparison struct {
	differences []string
}

func (c *comparison) differ(path, format string, values ...any) {
	c.differences = append(c.differences, path+": "+fmt.Sprintf(format, values...))
}

// v is what govmomi read, declared is how its own element is declared.
func (c *comparison) compare(path string, ours, theirs *node, v reflect.Value, declared reflect.Type) {
	if ours.name.Space != vimSpace {
		c.differ(path, "is in the namespace %q", ours.name.Space)
	}
	c.types(path, ours, theirs, declared)
	if !reflect.DeepEqual(ours.attrs, theirs.attrs) {
		c.differ(path, "has the attributes %v, govmomi says %v", ours.attrs, theirs.attrs)
	}
	for v.IsValid() && (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) && !v.IsNil() {
		v = v.Elem()
	}
	if len(ours.children) == 0 && len(theirs.children) == 0 {
		if !sameText(v, ours.text, theirs.text) {
			c.differ(path, "is %q, govmomi says %q", ours.text, theirs.text)
		}
		return
	}
	sayAsGovmomi(ours)
	if len(ours.children) > 0 && strings.TrimSpace(ours.text) != "" {
		c.differ(path, "has text beside elements: %q", ours.text)
	}
	c.children(path, ours, theirs, v)
}

// govmomi names the type of every element that may hold several; a server only where it is not the
// declared one.
func (c *comparison) types(path string, ours, theirs *node, declared reflect.Type) {
	if ours.typ == theirs.typ {
		return
	}
	if ours.typ == "" && declared.Name() == "Base"+theirs.vimType() {
		return
	}
	c.differ(path, "has the type %q, govmomi says %q", ours.typ, theirs.typ)
}

// A server names the type of each element of an array that stands for any type; govmomi does not.
func sayAsGovmomi(array *node) {
	if !strings.HasPrefix(array.vimType(), "ArrayOf") {
		return
	}
	for _, item := range array.children {
		if item.vimType() == item.name.Local || strings.HasPrefix(item.typ, "{"+xsdSpace+"}") {
			item.typ = ""
		}
	}
}

// Fields that are newer than this govmomi: pyvmomi's tables have them, since API 9.1.
var newer = map[string]bool{
	"HostPciPassthruInfo.directPathState": true,
	"HostPciDevice.directPathInfo":        true,
}

func (c *comparison) children(path string, ours, theirs *node, v reflect.Value) {
	i, j := 0, 0
	seen := map[string]int{}
	for i < len(ours.children) || j < len(theirs.children) {
		if i == len(ours.children) {
			name := theirs.children[j].name.Local
			c.differ(path, "is without %s, or has it elsewhere: govmomi says %q", name, theirs.children[j].text)
			return
		}
		child := ours.children[i]
		name := child.name.Local
		field, omitted := fieldOf(v, name)
		if !field.IsValid() && newer[v.Type().Name()+"."+name] {
			i++
			continue
		}
		if !field.IsValid() {
			c.differ(path, "has %s, which %s has not", name, v.Type())
			i++
			continue
		}
		if j < len(theirs.children) && theirs.children[j].name.Local == name {
			n := seen[name]
			seen[name] = n + 1
			item, declared := itemOf(field, n)
			c.compare(path+"/"+name, child, theirs.children[j], item, declared)
			i, j = i+1, j+1
			continue
		}
		if omitted && isZero(child) {
			i++
			continue
		}
		at := "nothing"
		if j < len(theirs.children) {
			at = theirs.children[j].name.Local
		}
		c.differ(path, "has %s where govmomi says %s", name, at)
		return
	}
}

// The field of a struct that an element stands for, and whether govmomi leaves it out where it is
// zero: it cannot say 0 or an empty text in an optional field.
func fieldOf(v reflect.Value, name string) (reflect.Value, bool) {
	if v.Kind() != reflect.Struct {
		return reflect.Value{}, false
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			if found, omitted := fieldOf(v.Field(i), name); found.IsValid() {
				return found, omitted
			}
			continue
		}
		said, flags, _ := strings.Cut(f.Tag.Get("xml"), ",")
		if said == name {
			return v.Field(i), strings.Contains(flags, "omitempty") && f.Type.Kind() != reflect.Pointer
		}
	}
	return reflect.Value{}, false
}

func itemOf(field reflect.Value, n int) (reflect.Value, reflect.Type) {
	if field.Kind() == reflect.Slice && field.Type() != reflect.TypeFor[[]byte]() {
		if n < field.Len() {
			return field.Index(n), field.Type().Elem()
		}
		return reflect.Value{}, field.Type().Elem()
	}
	return field, field.Type()
}

func isZero(n *node) bool {
	return len(n.children) == 0 && (n.text == "" || n.text == "0")
}

var timeType = reflect.TypeFor[time.Time]()

func sameText(v reflect.Value, ours, theirs string) bool {
	if ours == theirs {
		return true
	}
	if !v.IsValid() {
		return false
	}
	if v.Type() == timeType {
		a, err := time.Parse(time.RFC3339Nano, ours)
		b, err2 := time.Parse(time.RFC3339Nano, theirs)
		return err == nil && err2 == nil && a.Equal(b)
	}
	switch v.Kind() {
	case reflect.Bool:
		a, err := strconv.ParseBool(ours)
		b, err2 := strconv.ParseBool(theirs)
		return err == nil && err2 == nil && a == b
	case reflect.Uint8:
		// xsd:byte is signed; govmomi keeps it unsigned, so that it reads -63 and writes 193.
		a, err := strconv.ParseInt(ours, 10, 8)
		b, err2 := strconv.ParseUint(theirs, 10, 8)
		return err == nil && err2 == nil && uint8(a) == uint8(b)
	case reflect.Float32, reflect.Float64:
		a, err := strconv.ParseFloat(ours, 64)
		b, err2 := strconv.ParseFloat(theirs, 64)
		return err == nil && err2 == nil && a == b
	case reflect.Struct:
		// An object with nothing in it, or a white space that stands for one.
		return strings.TrimSpace(ours) == strings.TrimSpace(theirs) && v.Type() != reflect.TypeFor[types.ManagedObjectReference]()
	}
	return false
}
