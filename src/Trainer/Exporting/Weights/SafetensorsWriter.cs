using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Exporting.Weights;

/// <summary>Writes all tensors of a module as safetensors, float32, in the order of its nodes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    public static void Write(GraphModule module, Stream file)
    {
        var tensors = new ModuleTensors(module);
        var slots = tensors.Slots.ToList();
        var header = Header(slots);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        file.Write(length);
        file.Write(header);
        foreach (var slot in slots)
        {
            file.Write(MemoryMarshal.AsBytes<float>(tensors.Values(slot.Name)));
        }
    }

    private static byte[] Header(List<TensorSlot> slots)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            var offset = 0L;
            foreach (var slot in slots)
            {
                var end = offset + slot.Elements * sizeof(float);
                json.WriteStartObject(slot.Name);
                json.WriteString("dtype", "F32");
                Array(json, "shape", slot.Shape);
                Array(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        // Spaces after the JSON keep the tensors aligned, as the format's own writers do.
        while (bytes.Length % Alignment != 0)
        {
            bytes.WriteByte((byte)' ');
        }

        return bytes.ToArray();
    }

    private static void Array(Utf8JsonWriter json, string name, long[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
