using System.Buffers.Binary;
using System.Text;

namespace NasCluster.Trainer.Tests.Native;

/// <summary>Makes a library with one version need, just enough of one to be read.</summary>
internal sealed record ElfSource
{
    public string Library { get; init; } = "libstdc++.so.6";

    public string Version { get; init; } = "GLIBCXX_3.4.32";

    /// <summary>Names of the undefined symbols that ask for the version.</summary>
    public string[] Symbols { get; init; } = ["_ZSt21ios_base_library_initv"];

    /// <summary>A relocation refers to the first of them.</summary>
    public bool Relocated { get; init; }

    public byte[] ToBytes()
    {
        var strings = "\0";
        int Text(string text)
        {
            strings += text + "\0";
            return strings.Length - text.Length - 1;
        }

        byte[] symbols = new byte[24];
        byte[] versions = new byte[2];
        foreach (var name in Symbols)
        {
            symbols = [.. symbols, .. U32(Text(name)), .. new byte[20]];
            versions = [.. versions, .. U16(5)];
        }

        byte[] library = [.. U16(1), .. U16(1), .. U32(Text(Library)), .. U32(16), .. U32(0)];
        byte[] need = [.. U32(0), .. U16(0), .. U16(5), .. U32(Text(Version)), .. U32(0)];
        byte[] relocation = Relocated ? [.. new byte[8], .. U32(6), .. U32(1), .. new byte[8]] : [];

        return Assemble(
            (0u, [], 0),
            (3u, Encoding.ASCII.GetBytes(strings), 0),
            (11u, symbols, 1),
            (0x6fffffffu, versions, 2),
            (0x6ffffffeu, [.. library, .. need], 1),
            (4u, relocation, 2)
        );
    }

    private static byte[] Assemble(params (uint Type, byte[] Data, int Link)[] sections)
    {
        byte[] data = [];
        byte[] headers = [];
        foreach (var section in sections)
        {
            headers =
            [
                .. headers,
                .. U32(0),
                .. U32((int)section.Type),
                .. new byte[16],
                .. U64(64 + data.Length),
                .. U64(section.Data.Length),
                .. U32(section.Link),
                .. U32(1),
                .. new byte[16],
            ];
            data = [.. data, .. section.Data];
        }

        byte[] front = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[9], .. U16(3), .. U16(62)];
        byte[] header =
        [
            .. front,
            .. new byte[20],
            .. U64(64 + data.Length),
            .. new byte[10],
            .. U16(64),
            .. U16(sections.Length),
            .. U16(1),
        ];
        return [.. header, .. data, .. headers];
    }

    private static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] U32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
