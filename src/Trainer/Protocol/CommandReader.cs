using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>Reads commands.</summary>
internal sealed class CommandReader(Stream stream)
{
    private readonly LineReader _lines = new(stream);

    /// <summary>The next command; null at the end of the input.</summary>
    /// <exception cref="ProtocolException">The line is no command.</exception>
    public TrainerCommand? Read() => _lines.Read() is { } line ? Parse(line.Span) : null;

    private static TrainerCommand Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DomainJson.Default.TrainerCommand)
                ?? throw new ProtocolException("A command is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new ProtocolException($"A line is no command: {e.Message}", e);
        }
    }
}
