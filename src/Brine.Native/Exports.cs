using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Brine.Native;

/// <summary>The functions of <c>brine.h</c>. Each catches whatever is thrown: no exception crosses the border.</summary>
internal static unsafe partial class Exports
{
    private const int AbiVersion = 1;

    private static readonly OpenText Version = new(Encoding.UTF8.GetBytes(Release));

    private static string Release =>
        typeof(Exports).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    [UnmanagedCallersOnly(EntryPoint = "brine_abi_version")]
    internal static int GetAbiVersion() => AbiVersion;

    [UnmanagedCallersOnly(EntryPoint = "brine_version")]
    internal static byte* GetVersion() => Version.Characters;

    [UnmanagedCallersOnly(EntryPoint = "brine_open")]
    internal static int Open(byte* path, ulong* model, NativeError* error)
    {
        try
        {
            Border.Pointer(model, "model");
            *model = 0;
            *model = HandleTable.Add(new OpenModel(Model.Load(NativeText.Require(path, "path"))));
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_open_bytes")]
    internal static int OpenBytes(void* bytes, long length, ulong* model, NativeError* error)
    {
        try
        {
            Border.Pointer(model, "model");
            *model = 0;
            *model = HandleTable.Add(new OpenModel(Model.Load(Border.Bytes(bytes, length))));
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_close")]
    internal static int Close(ulong handle, NativeError* error)
    {
        try
        {
            HandleTable.Close(handle);
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_name_count")]
    internal static int NameCount(ulong model, int list, long* count, NativeError* error)
    {
        try
        {
            Border.Pointer(count, "count");
            using HandleTable.Use<OpenModel> use = HandleTable.Open<OpenModel>(model, "model");
            *count = use.Value.Names(list)?.Count ?? -1;
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_name")]
    internal static int Name(ulong model, int list, long index, byte* buffer, long capacity, long* length, NativeError* error)
    {
        try
        {
            using HandleTable.Use<OpenModel> use = HandleTable.Open<OpenModel>(model, "model");
            IReadOnlyList<string> names = use.Value.Names(list) ?? [];
            if (index < 0 || index >= names.Count)
            {
                throw new CallException("InputSize", $"there is no name {index}; the list has {names.Count}");
            }

            NativeText.Copy(names[(int)index], buffer, capacity, length);
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_feature_count")]
    internal static int FeatureCount(ulong model, long* count, NativeError* error)
    {
        try
        {
            Border.Pointer(count, "count");
            using HandleTable.Use<OpenModel> use = HandleTable.Open<OpenModel>(model, "model");
            *count = use.Value.Model.Estimator.FeatureCount ?? -1;
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }
}
