using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NasCluster.Trainer.Exporting.Weights;

/// <summary>
/// Reads safetensors: 8 bytes header length, JSON header, tensor bytes. Every length and offset is checked against the file
/// before anything is allocated for it.
/// </summary>
internal sealed class SafetensorsReader : IDisposable
{
    private const int LengthBytes = sizeof(ulong);
    private const long MaxHeaderBytes = 100_000_000;
    private readonly FileStream _file;
    private readonly long _data;

    /// <exception cref="ExportException">The file is no valid safetensors file; the message says why.</exception>
    public SafetensorsReader(string path)
    {
        _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            (Entries, _data) = ReadHeader();
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or FormatException
                        or KeyNotFoundException
                        or OverflowException
            )
        {
            _file.Dispose();
            throw new ExportException($"'{path}' has no valid safetensors header: {e.Message}");
        }
        catch (ExportException)
        {
            _file.Dispose();
            throw;
        }
    }

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <exception cref="ExportException">The type is not one of floats.</exception>
    public float[] Read(string name)
    {
        var entry = Entries[name];
        var bytes = new byte[entry.End - entry.Start];
        _file.Position = _data + entry.Start;
        _file.ReadExactly(bytes);
        return entry.Type switch
        {
            "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "F64" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value),
            "F16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value),
            "BF16" => Array.ConvertAll(
                MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(),
                value => BitConverter.UInt32BitsToSingle((uint)value << 16)
            ),
            _ => throw new ExportException($"'{name}' has type {entry.Type}; allowed are F32, F16, BF16 and F64."),
        };
    }

    public void Dispose() => _file.Dispose();

    private (Dictionary<string, SafetensorsEntry> Entries, long Data) ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (_file.Length < LengthBytes)
        {
            throw new ExportException($"'{_file.Name}' has {_file.Length} bytes: too short for a safetensors file.");
        }

        _file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeaderBytes || (long)length > _file.Length - LengthBytes)
        {
            throw new ExportException(
                $"'{_file.Name}' claims a header of {length} bytes and has {_file.Length} in all."
            );
        }

        var json = new byte[length];
        _file.ReadExactly(json);
        var data = LengthBytes + (long)length;
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var item in document.RootElement.EnumerateObject())
        {
            if (item.Name != "__metadata__" && !entries.TryAdd(item.Name, Entry(item, _file.Length - data)))
            {
                throw new ExportException($"'{item.Name}' is there twice.");
            }
        }

        Check(entries, _file.Length - data);
        return (entries, data);
    }

    private static SafetensorsEntry Entry(JsonProperty item, long available)
    {
        var type = item.Value.GetProperty("dtype").GetString()!;
        var shape = item.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
        var offsets = item.Value.GetProperty("data_offsets");
        var entry = new SafetensorsEntry(type, shape, offsets[0].GetInt64(), offsets[1].GetInt64());
        if (
            entry.Start < 0
            || entry.End < entry.Start
            || entry.End > available
            || Array.Exists(shape, side => side < 0)
        )
        {
            throw new ExportException($"'{item.Name}' lies outside the file.");
        }

        var size = shape.Aggregate(BytesOf(type), (product, side) => checked(product * side));
        return size == entry.End - entry.Start
            ? entry
            : throw new ExportException($"'{item.Name}' has {entry.End - entry.Start} bytes; its shape needs {size}.");
    }

    private static void Check(Dictionary<string, SafetensorsEntry> entries, long available)
    {
        var end = 0L;
        foreach (var (name, entry) in entries.OrderBy(item => item.Value.Start).ThenBy(item => item.Value.End))
        {
            if (entry.Start != end)
            {
                throw new ExportException(
                    $"'{name}' starts at byte {entry.Start}, expected {end}: tensors overlap or leave a gap."
                );
            }

            end = entry.End;
        }

        if (end != available)
        {
            throw new ExportException($"The tensors end at byte {end}, the file at {available}.");
        }
    }

    private static long BytesOf(string type) =>
        type switch
        {
            "F64" or "I64" or "U64" => 8,
            "F32" or "I32" or "U32" => 4,
            "F16" or "BF16" or "I16" or "U16" => 2,
            "I8" or "U8" or "BOOL" => 1,
            _ => throw new ExportException($"'{type}' is no type this program knows."),
        };
}
