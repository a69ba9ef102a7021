using System.Text;

namespace NasCluster.Silo.Trainers;

/// <summary>Cuts a stream of characters into lines; a line that does not end is cut where it gets too long.</summary>
internal sealed class OutputLines(Action<string> write)
{
    private const int Longest = 4096;
    private readonly StringBuilder _line = new(Longest);

    public void Add(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var piece = text[..Math.Min(end < 0 ? text.Length : end, Longest - _line.Length)];
            _line.Append(piece);
            text = text[piece.Length..];
            if (text is ['\n', ..])
            {
                text = text[1..];
                Write();
            }
            else if (_line.Length == Longest)
            {
                Write();
            }
        }
    }

    /// <summary>Writes what is left.</summary>
    public void End()
    {
        if (_line.Length > 0)
        {
            Write();
        }
    }

    private void Write()
    {
        write(_line.ToString().TrimEnd('\r'));
        _line.Clear();
    }
}
