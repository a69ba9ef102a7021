namespace NasCluster.Domain.Experiments;

/// <summary>One fault of an input file.</summary>
/// <param name="Code">Stable code such as "spec.unknown-key"; reliability.md §6 lists them.</param>
/// <param name="Pointer">JSON pointer to the place, such as "/space/dimensions/3/max"; empty for the whole file.</param>
/// <param name="Line">Line, counted from 1; 0 where there is none.</param>
/// <param name="Column">Column in bytes, counted from 1; 0 where there is none.</param>
/// <param name="Message">The field, the value it has and what is allowed, in one line.</param>
public sealed record Problem(string Code, string Pointer, int Line, int Column, string Message)
{
    public override string ToString()
    {
        var place = Line > 0 ? $"line {Line}, column {Column}: " : "";
        var field = Pointer.Length > 0 ? $"{Pointer}: " : "";
        return $"{place}{field}{Message} [{Code}]";
    }
}
