package main

import (
	"reflect"
	"strings"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

// The methods that are spoken in the tests. One that is missing here is reported.
var spoken = []any{
	methods.AcquireGenericServiceTicketBody{},
	methods.AnswerVMBody{},
	methods.ApplyRecommendationBody{},
	methods.CancelRetrievePropertiesExBody{},
	methods.CancelTaskBody{},
	methods.CancelWaitForUpdatesBody{},
	methods.CheckForUpdatesBody{},
	methods.ContinueRetrievePropertiesExBody{},
	methods.CreateCollectorForEventsBody{},
	methods.CreateCollectorForTasksBody{},
	methods.CreateContainerViewBody{},
	methods.CreateFilterBody{},
	methods.CreateListViewBody{},
	methods.CreatePropertyCollectorBody{},
	methods.CreateSnapshot_TaskBody{},
	methods.CurrentTimeBody{},
	methods.DeleteDatastoreFile_TaskBody{},
	methods.DestroyCollectorBody{},
	methods.DestroyPropertyCollectorBody{},
	methods.DestroyPropertyFilterBody{},
	methods.DestroyViewBody{},
	methods.DisconnectHost_TaskBody{},
	methods.EnterLockdownModeBody{},
	methods.EnterMaintenanceMode_TaskBody{},
	methods.ExitLockdownModeBody{},
	methods.ExitMaintenanceMode_TaskBody{},
	methods.FetchUserPrivilegeOnEntitiesBody{},
	methods.FindByDatastorePathBody{},
	methods.FindByDnsNameBody{},
	methods.FindByInventoryPathBody{},
	methods.FindByIpBody{},
	methods.FindByUuidBody{},
	methods.FindChildBody{},
	methods.HasPrivilegeOnEntitiesBody{},
	methods.HasUserPrivilegeOnEntitiesBody{},
	methods.ListProcessesInGuestBody{},
	methods.LoginBody{},
	methods.LogoutBody{},
	methods.MakeDirectoryBody{},
	methods.MigrateVM_TaskBody{},
	methods.ModifyListViewBody{},
	methods.PowerOffVM_TaskBody{},
	methods.PowerOnMultiVM_TaskBody{},
	methods.PowerOnVM_TaskBody{},
	methods.QueryAssignedLicensesBody{},
	methods.QueryConfigOptionBody{},
	methods.QueryConfigOptionDescriptorBody{},
	methods.QueryConfigOptionExBody{},
	methods.QueryConfigTargetBody{},
	methods.QueryDescriptionsBody{},
	methods.QueryEventsBody{},
	methods.QueryNetworkHintBody{},
	methods.QueryOptionsBody{},
	methods.QueryTargetCapabilitiesBody{},
	methods.QueryTpmAttestationReportBody{},
	methods.ReadEnvironmentVariableInGuestBody{},
	methods.ReadNextEventsBody{},
	methods.ReadNextTasksBody{},
	methods.ReadPreviousEventsBody{},
	methods.ReadPreviousTasksBody{},
	methods.RebootGuestBody{},
	methods.RebootHost_TaskBody{},
	methods.ReconfigVM_TaskBody{},
	methods.ReconnectHost_TaskBody{},
	methods.RefreshBody{},
	methods.RefreshStorageInfoBody{},
	methods.RelocateVM_TaskBody{},
	methods.RemoveAllSnapshots_TaskBody{},
	methods.ResetCollectorBody{},
	methods.ResetListViewBody{},
	methods.ResetVM_TaskBody{},
	methods.RetrieveAllPermissionsBody{},
	methods.RetrieveEntityPermissionsBody{},
	methods.RetrievePropertiesBody{},
	methods.RetrievePropertiesExBody{},
	methods.RetrieveRolePermissionsBody{},
	methods.RetrieveServiceContentBody{},
	methods.RewindCollectorBody{},
	methods.SearchDatastoreSubFolders_TaskBody{},
	methods.SearchDatastore_TaskBody{},
	methods.SessionIsActiveBody{},
	methods.SetCollectorPageSizeBody{},
	methods.ShutdownGuestBody{},
	methods.StandbyGuestBody{},
	methods.SuspendVM_TaskBody{},
	methods.TerminateSessionBody{},
	methods.UpdateAssignableHardwareConfigBody{},
	methods.UpdateGraphicsConfigBody{},
	methods.UpdateOptionsBody{},
	methods.UpdatePassthruConfigBody{},
	methods.UpgradeVM_TaskBody{},
	methods.WaitForUpdatesBody{},
	methods.WaitForUpdatesExBody{},
}

// Fetch is the way in which pyvmomi reads a property; govmomi has it for itself only.
type fetch struct {
	This types.ManagedObjectReference `xml:"_this"`
	Prop string                       `xml:"prop"`
}

type fetched struct {
	Returnval types.AnyType `xml:"returnval,omitempty,typeattr"`
}

var elements = index()

func index() map[string]reflect.Type {
	found := map[string]reflect.Type{
		"Fetch":         reflect.TypeFor[fetch](),
		"FetchResponse": reflect.TypeFor[fetched](),
	}
	for _, body := range spoken {
		for _, part := range []string{"Req", "Res"} {
			field, _ := reflect.TypeOf(body).FieldByName(part)
			name, _, _ := strings.Cut(field.Tag.Get("xml"), ",")
			found[name[strings.LastIndex(name, " ")+1:]] = field.Type.Elem()
		}
	}
	return found
}

// The type of a request's or an answer's element.
func typeOf(name string) (reflect.Type, bool) {
	typ, known := elements[name]
	return typ, known
}
