from thai_breaks import marked


def test_marking_thai_again_changes_nothing_and_touches_nothing_else():
    def halves(text: str) -> list[str]:
        return [text[:3], text[3:]]

    once = marked('title = "กขคงจ {phone:x} 2"', halves)
    assert once == 'title = "กขค\u200bงจ {phone:x} 2"'
    assert marked(once, halves) == once
    assert marked("กขคๆ", halves) == "กขคๆ"
