using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Values as skops files, as the options of a conversion ask.</summary>
internal static class SkopsForm
{
    internal static void Write(PyValue value, Stream stream, ConvertOptions options)
    {
        if (options.Protocol is not (null or SkopsSaveOptions.OldestProtocol or SkopsSaveOptions.DefaultProtocol))
        {
            throw new ArgumentException(
                $"there is no skops protocol {options.Protocol} to write; say {SkopsSaveOptions.DefaultProtocol}, or "
                    + $"{SkopsSaveOptions.OldestProtocol} for skops up to 0.9", nameof(options));
        }

        SaveOptions save = options.Compress is null ? new SaveOptions() : new SaveOptions().WithCompression(options.Compress);
        if (save.Codec is not (Codec.None or Codec.Zlib))
        {
            throw new ArgumentException($"the members of a skops file are stored or deflated; say none or zlib:9, not {options.Compress}",
                nameof(options));
        }

        try
        {
            SkopsFile.Write(value, stream, new SkopsSaveOptions
            {
                Protocol = options.Protocol ?? SkopsSaveOptions.DefaultProtocol,
                Storage = save.Codec == Codec.None ? ZipEntryOptions.Stored
                    : new ZipEntryOptions { CompressionLevel = save.CompressionLevel },
            });
        }
        catch (UnsupportedSkopsException error)
        {
            throw new UnsupportedConversionException(error.Message, error.Code);
        }
    }
}
