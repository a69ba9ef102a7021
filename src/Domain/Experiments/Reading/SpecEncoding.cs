using System.Buffers;
using System.Text;

namespace NasCluster.Domain.Experiments;

/// <summary>What has to hold before a file is looked at as JSON: UTF-8 with something in it.</summary>
internal static class SpecEncoding
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The file without its byte-order mark.</summary>
    public static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> file) =>
        file.Span.StartsWith(Mark) ? file[Mark.Length..] : file;

    /// <summary>Records what is wrong, at most one thing.</summary>
    /// <param name="file">The whole file, for byte offsets.</param>
    /// <param name="problems">Where to record it.</param>
    public static void Check(ReadOnlyMemory<byte> file, ProblemList problems)
    {
        var content = Content(file).Span;
        if (content.Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Add(SpecCodes.Empty, () => "", 0, "The file is empty; an experiment is one JSON object.");
        }
        else if (FirstBad(content) is >= 0 and var bad)
        {
            var what = content[bad] == 0 ? "a NUL byte" : $"the byte 0x{content[bad]:X2}, which is not UTF-8";
            var offset = bad + file.Length - content.Length;
            problems.Add(SpecCodes.Encoding, () => "", bad, $"Byte {offset} is {what}; the file has to be UTF-8.");
        }
    }

    /// <summary>Offset of the first NUL or the first byte that is not UTF-8; −1 where there is none.</summary>
    private static int FirstBad(ReadOnlySpan<byte> content)
    {
        for (var i = 0; i < content.Length; )
        {
            var status = Rune.DecodeFromUtf8(content[i..], out var rune, out var length);
            if (status != OperationStatus.Done || rune.Value == 0)
            {
                return i;
            }

            i += length;
        }

        return -1;
    }
}
