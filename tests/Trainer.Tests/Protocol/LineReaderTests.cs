using System.Text;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Protocol;

namespace NasCluster.Trainer.Tests.Protocol;

public sealed class LineReaderTests
{
    [Fact]
    public void Read_LinesInOnePiece_AreCutApart()
    {
        var reader = ReaderOf("a\n\nlong line\n");
        Assert.Equal(["a", "", "long line"], [Next(reader), Next(reader), Next(reader)]);
        Assert.Null(Next(reader));
    }

    [Fact]
    public void Read_LongestLine_IsRead()
    {
        var line = new string('x', TrainerProtocol.MaxLineBytes);
        var reader = ReaderOf($"{line}\n{line}\n");
        Assert.Equal(line, Next(reader));
        Assert.Equal(line, Next(reader));
    }

    [Fact]
    public void Read_LongerLine_IsRefused()
    {
        var reader = ReaderOf(new string('x', TrainerProtocol.MaxLineBytes + 1) + "\n");
        Assert.Throws<ProtocolException>(() => Next(reader));
    }

    [Fact]
    public void Read_EndWithinALine_IsRefused() => Assert.Throws<ProtocolException>(() => Next(ReaderOf("half")));

    private static LineReader ReaderOf(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string? Next(LineReader reader) =>
        reader.Read() is { } line ? Encoding.UTF8.GetString(line.Span) : null;
}
