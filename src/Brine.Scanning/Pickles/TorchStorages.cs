namespace Brine.Scanning;

/// <summary>How large the elements of torch's storages are, by the names of their classes.</summary>
internal static class TorchStorages
{
    internal static int ItemSize(string name) => name switch
    {
        "ByteStorage" or "CharStorage" or "BoolStorage" or "UntypedStorage" or "_UntypedStorage" or "QInt8Storage" or "QUInt8Storage"
            or "QUInt4x2Storage" or "QUInt2x4Storage" => 1,
        "ShortStorage" or "HalfStorage" or "BFloat16Storage" => 2,
        "IntStorage" or "FloatStorage" or "QInt32Storage" => 4,
        "ComplexDoubleStorage" => 16,
        _ => 8,
    };
}
